import { describe, expect, test } from 'vitest';
import { mentionsClient } from '../../../src/runtime/mentionsClient';

describe('a text mentions the client API', () => {
  test.each([
    'from metaflow import FlowSpec, step, Flow',
    'from metaflow import (\n    FlowSpec,\n    Run as R,\n)',
    'from metaflow import FlowSpec, \\\n    Task',
    'from metaflow.client import DataArtifact',
    'import metaflow\nmetaflow.Flow("F").latest_run',
    'import os, metaflow as mf\nmf.Metaflow().flows',
    'from metaflow import *\nprint(Step("F/1/a"))',
    'print(current.run.pathspec)',
    'current.task',
  ])('as %j', (text) => {
    expect(mentionsClient(text)).toBe(true);
  });

  test.each([
    'from metaflow import FlowSpec, step, namespace',
    'from metaflow import FlowSpec\n\n\nclass Flow(FlowSpec): ...\n\nFlow()',
    'from metaflow import *\n\nclass RunFlow(FlowSpec): ...',
    'import metaflow\nclass F(metaflow.FlowSpec): ...',
    'print(current.run_id, current.task_id)',
    'from airflow import Task',
  ])('but not as %j', (text) => {
    expect(mentionsClient(text)).toBe(false);
  });
});
