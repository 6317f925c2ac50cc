"""Quantities in texts: sentences of such forms, what is none, and what no text may cost."""

import logging
import random
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.model import Record, Value
from extractor.narrative import quantities
from extractor.rulebook import load_rules

from .reading import HERE, cases, counts, found, score

F1 = load_rules().rules["project_fund_monitoring"]


@pytest.mark.parametrize("file", ["sentences.yaml", "held_out.yaml"])
def test_sentences_are_read_as_a_person_reads_them(file):
    told, misses = score(file)
    assert told["exact"] >= 0.93 * told["expected"], misses
    assert told["nameless"] >= 0.97 * told["expected"], misses
    assert told["found"] <= 1.03 * told["expected"], misses


def test_the_sentences_are_enough_and_a_third_is_kept_aside():
    counted = {file: len(cases(file)) for file in ("sentences.yaml", "held_out.yaml")}
    assert sum(counted.values()) >= 120
    assert 3 * counted["held_out.yaml"] >= sum(counted.values()) - 2
    assert {path.name for path in HERE.glob("*.yaml")} == set(counted)


@pytest.mark.parametrize(
    "text",
    [
        "2022年9月30日前完成。",
        "2022年1-9月、第三季度、上半年均正常。",
        "依据财预〔2020〕10号和GB50300-2013执行。",
        "联系电话：15900000000。",
        "1.压实责任\n2、个别指标\n（3）条件有限\n一、次要问题",
        "第3次会议、第二批、第1至3期。",
        "上午9时30分、8:30和V2.3.1版。",
        "满意度在80%-90%之间的得8成以上不算。"[:15] + "。",
        "一方面、一系列、十分重要、百分之。",
        "落实“四个意识”“两个维护”。",
    ],
)
def test_dates_numbers_of_things_and_figures_of_speech_are_no_quantities(text):
    assert counts(text) == []


def test_a_quantity_knows_where_it_stands():
    text = "资金到位。累计支出１２．５３　万元（其中差旅费3万元），支出率8.19%。"
    first, second, third = found(text)
    assert text[first.start : first.end] == first.raw == "１２．５３　万元"
    assert (first.raw_unit, first.unit, f"{first.half_width:f}") == ("万元", "CNY", "50")
    assert second.sentence == third.sentence == text.partition("。")[2]
    assert third.path == "outputs_achieved"
    assert third.place.row == 1
    assert f"{third.half_width:f}" == "0.00005"


def test_a_range_has_two_bounds():
    [range_] = found("办理案件3至5万件。")
    assert (range_.value, range_.upper, range_.unit) == (30000, 50000, "件")


def test_only_long_texts_are_read():
    text = "覆盖率95%。"
    values = {
        path: Value(path, "text", "found", text)
        for path in ("project_name", "outputs_achieved", "improvements")
    }
    assert [q.path for q in quantities(Record(F1.form, values), F1)] == [
        "outputs_achieved",
        "improvements",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "1," * 50_000,
        "1 " * 50_000,
        "9.9%" * 25_000,
        "一二三" * 33_000,
        "第1-" * 25_000,
        "率" * 100_000 + "98%",
        "每人每月" * 25_000 + "350元",
        "3至" * 33_000 + "5次",
        "A率、" * 20_000 + "均达98%",
        "（" * 100_000,
    ],
    ids=lambda text: text[:6],
)
def test_a_text_of_a_hundred_thousand_characters_takes_its_time_and_no_more(text):
    start = time.process_time()
    read = found(text)
    assert time.process_time() - start < 10
    assert all(len(quantity.sentence) < 400 for quantity in read)


def test_time_grows_with_the_text_and_not_faster():
    def seconds(times):
        start = time.process_time()
        found("累计支出12.53万元，支出率8.19%；" * times)
        return time.process_time() - start

    seconds(10)
    assert seconds(2000) < 40 * max(seconds(200), 0.005)


@settings(max_examples=300, deadline=None)
@given(st.text("0123456789.,%-—至 一二三十百千万亿元个率的均约不超过（）。，、\n第年月达支出每人"))
def test_no_text_raises_and_every_quantity_stands_where_it_says(text):
    for quantity in found(text):
        assert text[quantity.start : quantity.end] == quantity.raw
        assert quantity.value.is_finite()
        assert quantity.half_width > 0


def test_random_characters_raise_nothing():
    chance = random.Random(5)
    for _ in range(300):
        found(
            "".join(
                chr(
                    chance.choice(
                        [chance.randrange(0x20, 0x3000), chance.randrange(0x4E00, 0x9FFF), 0x31]
                    )
                )
                for _ in range(60)
            )
        )


def test_words_are_cut_only_where_a_name_is_too_long():
    script = (
        "import sys; sys.path.insert(0, '.')\n"
        "from tests.narrative.reading import counts\n"
        "counts('全年开展检查4次以上，群众满意率95%，新建193个公共安全视频探头。')\n"
        "print('jieba' in sys.modules)\n"
        "print(counts('统筹推进城乡居民基本养老保险参保登记工作覆盖率95%。'))\n"
        "print('jieba' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, cwd=HERE.parents[1]
    )
    before, read, after = done.stdout.decode().splitlines()
    assert (before, after) == ("False", "True")
    assert "0.95 ratio" in read
    assert done.stderr == b""


def test_the_cutter_leaves_no_file_and_no_log(tmp_path, monkeypatch, caplog):
    from extractor.words import cutter

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    cutter.cache_clear()
    with caplog.at_level(logging.DEBUG):
        assert "工作" in cutter().lcut("登记工作顺利")
    assert list(tmp_path.iterdir()) == []
    assert not [record for record in caplog.records if record.name == "jieba"]
