from ..exception import MetaflowException


class DataException(MetaflowException):
    headline = "Data store error"


class UnpicklableArtifactException(MetaflowException):
    headline = "Cannot pickle artifact"

    def __init__(self, artifact_name: str) -> None:
        super().__init__(f'Cannot pickle dump artifact named "{artifact_name}"')
