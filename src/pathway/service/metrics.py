"""What the service counts, for `/metrics`: no patient, no client's name beyond its title."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from pathway.service.cards import Card
from pathway.service.feedback import OVERRIDDEN

#: The variable by which the workers of one service share their counts.
SHARED: Final = "PROMETHEUS_MULTIPROC_DIR"


class Metrics:
    """Counts of one process; with several workers, of all of them."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "pathway_requests", "Requests", ["service", "status"], registry=self._registry
        )
        self._cards = Counter(
            "pathway_cards",
            "Cards by topic and fate",
            ["topic", "indicator", "fate"],
            registry=self._registry,
        )
        self._rules = Counter(
            "pathway_rules",
            "Rules and red flags behind cards: fired, pending, overridden",
            ["rule", "state"],
            registry=self._registry,
        )
        self._feedback = Counter(
            "pathway_feedback", "Feedback by outcome", ["outcome"], registry=self._registry
        )
        self._seconds = Histogram(
            "pathway_seconds",
            "Seconds to answer",
            ["service"],
            registry=self._registry,
            buckets=(0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
        )

    def answered(self, service: str, status: int, seconds: float) -> None:
        """One request was answered."""
        self._requests.labels(service, str(status)).inc()
        self._seconds.labels(service).observe(seconds)

    def shown(self, cards: Iterable[Card], fate: str) -> None:
        """Cards were shown, or held back."""
        for card in cards:
            self._cards.labels(card.topic.code, card.indicator, fate).inc()
            self._count(card.fired, "fired")
            self._count(card.pending, "pending")

    def heard(self, outcome: str, rules: Iterable[str]) -> None:
        """Feedback came in on a card with rules that hold."""
        self._feedback.labels(outcome).inc()
        if outcome == OVERRIDDEN:
            self._count(rules, "overridden")

    def _count(self, rules: Iterable[str], state: str) -> None:
        for rule in rules:
            self._rules.labels(rule, state).inc()

    def text(self) -> bytes:
        """All counts in the text form of Prometheus."""
        if SHARED not in os.environ:
            return generate_latest(self._registry)
        registry = CollectorRegistry()
        # The library gives this one call no types.
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
