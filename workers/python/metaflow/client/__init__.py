"""Metaflow's client API, over the runs that are stored in the page."""

from .namespaces import default_metadata, default_namespace, get_metadata, get_namespace, metadata, namespace
from .run import Flow, Metaflow, Run, Step
from .task import DataArtifact, Metadata, MetaflowData, Task
