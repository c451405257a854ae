"""`current.card`: the components that user code adds to the cards of its step. Misuse warns, and never fails a step."""

from __future__ import annotations

import json
from typing import Any, Callable, Iterable, Iterator

from .card_modules.basic import CARDS
from .card_modules.card import MetaflowCardComponent
from .card_modules.components import Error, UserComponent

Warn = Callable[[str], None]
# Is told that a card is to be drawn, and whether at once.
Refreshed = Callable[[bool], None]


class WarningComponent(Error):
    def __init__(self, message: str) -> None:
        super().__init__(Exception(message), "@card WARNING")


class ComponentStore:
    """Components by id, in the order in which they came."""

    def __init__(self, warn: Warn, components: Iterable[Any] = ()) -> None:
        self._warn = warn
        self._components: dict[str, MetaflowCardComponent] = {}
        self._count = 0
        for component in components:
            self.put(component)

    def put(self, component: Any, id: str | None = None) -> None:
        if not isinstance(component, MetaflowCardComponent):
            self._warn(f"Component ({component}) is not a valid MetaflowCardComponent. It will not be stored.")
            return
        self._count += 1
        key = str(id) if id is not None else component.component_id or f"component_{self._count}"
        component.component_id = key if id is not None else component.component_id
        self._components[key] = component

    def __getitem__(self, key: str) -> MetaflowCardComponent:
        if key not in self._components:
            present = ", ".join(self._components)
            self._warn(
                f"MetaflowCardComponent with id `{key}` not found. "
                f"Available components for the cards include : {present}"
            )
            return UserComponent()
        return self._components[key]

    def __setitem__(self, key: str, component: Any) -> None:
        self.put(component, key)

    def __delitem__(self, key: str) -> None:
        del self._components[key]

    def __contains__(self, key: str) -> bool:
        return key in self._components

    def __iter__(self) -> Iterator[MetaflowCardComponent]:
        return iter(self._components.values())

    def __len__(self) -> int:
        return len(self._components)

    def keys(self) -> list[str]:
        return list(self._components)

    def clear(self) -> None:
        self._components.clear()


class CardComponentManager:
    """One card's components."""

    def __init__(self, warn: Warn, refreshed: Refreshed, components: Iterable[Any] = ()) -> None:
        self._warn = warn
        self._refreshed = refreshed
        self.components = ComponentStore(warn, components)

    def append(self, component: Any, id: str | None = None) -> None:
        self.components.put(component, id)

    def extend(self, components: Iterable[Any]) -> None:
        for component in components:
            self.components.put(component)

    def clear(self) -> None:
        self.components.clear()

    def refresh(self, data: Any = None, force: bool = False) -> None:
        """Draws the card as it stands now, unless it was drawn a moment ago."""
        try:
            json.dumps(data)
        except (TypeError, ValueError):
            self._warn("Data provided to `refresh` is not JSON serializable. It will be ignored.")
        self._refreshed(force)

    def __iter__(self) -> Iterator[MetaflowCardComponent]:
        return iter(self.components)

    def rendered(self) -> list[str | dict[str, Any]]:
        """What the components give. One that fails is shown as an error."""
        parts: list[str | dict[str, Any]] = []
        for component in self.components:
            try:
                part = component.render()
            except Exception as error:
                part = Error(error, f"Component {type(component).__name__} could not be rendered").render()
            if isinstance(part, (str, dict)):
                parts.append(part)
        return parts


class CardComponentCollector:
    """All cards of a step. What is called without an id goes to the one card that may be meant."""

    def __init__(
        self, cards: list[dict[str, Any]], warn: Callable[[str], None], refreshed: Callable[[int, bool], None]
    ) -> None:
        """`cards` are the attributes of the step's `@card`s; `refreshed` gets the place of one among them."""
        self._log = warn
        self._warned: set[str] = set()
        self._cards = cards
        self._refreshed = refreshed
        self.managers = [self._manager(place) for place in range(len(cards))]
        self._by_id = {card["id"]: place for place, card in enumerate(cards) if card["id"] is not None}
        self._default = self._find_default()

    def _manager(self, place: int, components: Iterable[Any] = ()) -> CardComponentManager:
        return CardComponentManager(self._warning, lambda force: self._refreshed(place, force), components)

    def _find_default(self) -> int | None:
        editable = [place for place, card in enumerate(self._cards) if self._is_editable(card)]
        if len(editable) == 1:
            return editable[0]
        nameless = [place for place in editable if self._cards[place]["id"] is None]
        default = nameless[0] if len(nameless) == 1 else None
        self._drop_duplicates(editable)
        customized = [place for place in editable if self._cards[place]["customize"]]
        if len(customized) > 1:
            self._warning(
                "Multiple @card decorators have `customize=True`. Only one @card per @step can have `customize=True`. "
                "`current.card.append` will ignore all decorators marked `customize=True`."
            )
        return customized[0] if len(customized) == 1 else default

    @staticmethod
    def _is_editable(card: dict[str, Any]) -> bool:
        kind = CARDS.get(card["type"])
        return kind is not None and kind.ALLOW_USER_COMPONENTS

    def _drop_duplicates(self, editable: list[int]) -> None:
        ids = [self._cards[place]["id"] for place in editable if self._cards[place]["id"] is not None]
        twice = list(dict.fromkeys(id for id in ids if ids.count(id) > 1))
        if not twice:
            return
        self._warning(
            f"Multiple `@card` decorator have been annotated with duplicate ids : {', '.join(twice)}. "
            f"`current.card['{twice[0]}']` will not work"
        )
        for id in twice:
            del self._by_id[id]

    def _warning(self, message: str) -> None:
        self._log(f"[@card WARNING] {message}")

    def _warn_once(self, about: str, sentences: list[str], *, in_cards: bool = True) -> None:
        if about in self._warned:
            return
        self._warned.add(about)
        self._warning(" ".join(sentences))
        for manager in self.managers if in_cards else ():
            manager.append(WarningComponent("\n".join(sentences)))

    def __getitem__(self, key: str) -> CardComponentManager | list[Any]:
        if key in self._by_id:
            return self.managers[self._by_id[key]]
        self._warn_once(
            f"id {key}",
            [
                f"`current.card['{key}']` is not present. Please set the `id` argument in @card to '{key}' to access "
                f"`current.card['{key}']`.",
                f"`current.card['{key}']` will return an empty `list` which is not referenced to "
                "`current.card` object.",
            ],
        )
        return []

    def __setitem__(self, key: str, value: Any) -> None:
        if key not in self._by_id:
            self._warning(
                f"`current.card['{key}']` is not present. Please set the `id` argument in @card to '{key}' to access "
                f"`current.card['{key}']`. "
            )
        elif not isinstance(value, list):
            self._warning(
                f"`current.card['{key}']` not set. `current.card['{key}']` should be a `list` of "
                "`MetaflowCardComponent`."
            )
        else:
            place = self._by_id[key]
            self.managers[place] = self._manager(place, value)

    def get(self, type: str | None = None) -> list[CardComponentManager]:
        return [manager for card, manager in zip(self._cards, self.managers) if card["type"] == type]

    def append(self, component: Any, id: str | None = None) -> None:
        if self._default is None:
            nothing = "Component will not be appended and `current.card.append` will not work for any call during this "
            self._warn_once("append", self._refusal("append", f"{nothing}runtime execution."))
        else:
            self.managers[self._default].append(component, id=id)

    def extend(self, components: Iterable[Any]) -> None:
        if self._default is None:
            nothing = "Components list will not be extended and `current.card.extend` will not work for any call "
            self._warn_once("extend", self._refusal("extend", f"{nothing}during this runtime execution."))
        else:
            self.managers[self._default].extend(components)

    def _refusal(self, call: str, consequence: str) -> list[str]:
        if len(self._cards) == 1:
            kind = self._cards[0]["type"]
            if call == "append" and kind not in CARDS:
                return [f"Card of type `{kind}` doesn't exist.", consequence, "Please use a card `type` which exits."]
            end = "Please use an editable card." if call == "append" else "Please use an editable card"
            return [f"Card of type `{kind}` is not an editable card.", consequence, end]
        many = "editable cards" if call == "append" else "@card decorators"
        which, end = ("all @card's", " ") if call == "append" else ("all @card", "")
        advice = (
            f"To fix this set the `id` argument in {which} when using multiple @card decorators over a single @step.{end}"
        )
        return [f"`current.card.{call}` cannot disambiguate between multiple {many}.", consequence, advice]

    @property
    def components(self) -> ComponentStore | None:
        if self._default is None:
            self._warn_once(
                "components",
                self._refusal(
                    "components",
                    "Components list will not be accessible and `current.card.components` will not work for any call "
                    "during this runtime execution.",
                ),
                in_cards=False,
            )
            return None
        return self.managers[self._default].components

    def clear(self) -> None:
        if self._default is not None:
            self.managers[self._default].clear()

    def refresh(self, data: Any = None, force: bool = False) -> None:
        if self._default is not None:
            self.managers[self._default].refresh(data, force)
