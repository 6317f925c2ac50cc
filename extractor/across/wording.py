"""The sentences of what is found between forms, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.across.types import Case
from extractor.model import Language

_Words = Mapping[Language, str]

#: One sentence a case: where, then which file says what.
SENTENCES: Mapping[Case, _Words] = {
    "copied": {
        "zh": "{where}:同一内容以 {count} 个名称提交:{files}",
        "en": "{where}: one content was submitted under {count} names: {files}",
    },
    "resaved": {
        "zh": "{where}:{count} 份{title}所填内容完全相同:{files}",
        "en": "{where}: {count} copies of {title} say the same throughout: {files}",
    },
    "corrected": {
        "zh": "{where}的{title}已有更正:{said}",
        "en": "{where}: {title} was corrected: {said}",
    },
    "resubmitted": {
        "zh": "{where}的{title}提交了 {count} 份,数字不同:{said}",
        "en": "{where}: {title} was submitted {count} times with different numbers: {said}",
    },
    "restated": {
        "zh": "{where}的数字在后一期的{title}中与原报不同:{said}",
        "en": "{where}: a later {title} gives other numbers: {said}",
    },
    "conflicting": {
        "zh": "{where}的同一数字在不同表中不一致:{said}",
        "en": "{where}: forms of different kinds disagree: {said}",
    },
}

SAYS: _Words = {"zh": "{files} 填报 {shown}", "en": "{files} reads {shown}"}
#: One field in several files, and several fields.
FIELD: _Words = {"zh": "{name} {says}", "en": "{name}: {says}"}
BETWEEN_FILES: _Words = {"zh": "、", "en": " and "}
BETWEEN_SIDES: _Words = {"zh": ",", "en": ", "}
BETWEEN_FIELDS: _Words = {"zh": ";", "en": "; "}
MORE_FIELDS: _Words = {"zh": ";另有 {count} 项不同", "en": "; {count} more differ"}
MORE_FILES: _Words = {"zh": "{files}等 {count} 个", "en": "{files} and {count} more"}
FORM_IN_FILE: _Words = {"zh": "{file}(第 {number} 张表)", "en": "{file} (form {number})"}
PROJECT: _Words = {"zh": "项目“{name}”", "en": "project “{name}”"}
YEAR: _Words = {"zh": " {year}年", "en": ", {year}"}
#: Until the end of a month, as the forms count.
PERIODS: Mapping[int, _Words] = {
    3: {"zh": "第1季度", "en": ", 1st quarter"},
    6: {"zh": "1-2季度", "en": ", quarters 1-2"},
    9: {"zh": "1-3季度", "en": ", quarters 1-3"},
    12: {"zh": "全年", "en": ", whole year"},
}
MONTHS: _Words = {"zh": "1-{month}月", "en": ", months 1-{month}"}
