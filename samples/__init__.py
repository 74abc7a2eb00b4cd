"""The sample articles, written for this project, as package data."""

from pathlib import Path

__all__ = ["ARTICLES", "GOLD"]

ARTICLES = Path(__file__).with_name("articles")
GOLD = Path(__file__).with_name("gold")
