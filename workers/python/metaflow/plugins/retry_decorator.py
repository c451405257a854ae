from ..decorators import StepDecorator


class RetryDecorator(StepDecorator):
    """The engine starts the further attempts; the wait between them is the platform's."""

    name = "retry"
    defaults = {"times": "3", "minutes_between_retries": "2"}

    def init(self) -> None:
        int(self.attributes["times"])  # Raises here as it does in Metaflow, which reads it later.
