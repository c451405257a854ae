from ...decorators import StepDecorator


class CardDecorator(StepDecorator):
    name = "card"
    allow_multiple = True
    defaults = {
        "type": "default",
        "options": {},
        "scope": "task",
        "rank": None,
        "timeout": 45,
        "id": None,
        "save_errors": True,
        "customize": False,
        "refresh_interval": 5,
    }
