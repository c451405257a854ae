/** Draws charts of cards. In a worker of its own: what a stranger's chart computes may take for ever. */
import { expose } from 'comlink';
import type { ChartPainter } from '../../src/protocol/charts';
import { drawChart } from './draw';

const painter: ChartPainter = { draw: drawChart };
expose(painter);
