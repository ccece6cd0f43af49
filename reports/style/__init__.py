"""House style as advice on texts: pure Python, passages and settings in, remarks out."""

from reports.style.abbreviations import spelled_out
from reports.style.check import RULES, check
from reports.style.records import Passage, Remark, Settings
from reports.style.whole import words_of

__all__ = ["RULES", "Passage", "Remark", "Settings", "check", "spelled_out", "words_of"]
