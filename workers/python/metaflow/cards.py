"""What `from metaflow.cards import …` gives."""

from .plugins.cards.card_client import get_cards
from .plugins.cards.card_modules.basic import BlankCard, DefaultCard, ErrorCard, PageComponent
from .plugins.cards.card_modules.card import MetaflowCard, MetaflowCardComponent
from .plugins.cards.card_modules.components import (
    Artifact,
    Error,
    EventsTimeline,
    Image,
    JSONViewer,
    Markdown,
    ProgressBar,
    PythonCode,
    Table,
    ValueBox,
    VegaChart,
    YAMLViewer,
)
