"""What `from metaflow.cards import …` gives."""

from .plugins.cards.card_client import get_cards
from .plugins.cards.card_modules.basic import BlankCard, DefaultCard, ErrorCard, PageComponent
from .plugins.cards.card_modules.card import MetaflowCard, MetaflowCardComponent
from .plugins.cards.card_modules.components import (
    Artifact,
    Error,
    Image,
    Markdown,
    ProgressBar,
    PythonCode,
    Table,
    VegaChart,
)
from .plugins.cards.card_modules.events_timeline import EventsTimeline
from .plugins.cards.card_modules.value_box import ValueBox
from .plugins.cards.card_modules.viewers import JSONViewer, YAMLViewer
