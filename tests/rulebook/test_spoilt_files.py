"""Whatever is done to a rule file: it gives rules or lines that tell what is wrong, at once."""

import random

import pytest
import yaml

from extractor.rulebook import built_in_folder, rule_faults

FILES = {path.stem: path.read_text(encoding="utf-8") for path in built_in_folder().glob("*.yaml")}
CHOICES = (built_in_folder() / "vocab" / "choices.yaml").read_bytes()
PIECES = ["[", "]", "{", "}", "{}", ": ", "- ", "\n", "*", "&a ", "!x ", "'", '"', "\t", "true", "{r}", "9", "#"]  # fmt: skip


def spoil(text, dice):
    """A few random changes of characters, pieces and lines."""
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(text))
        match dice.randrange(4):
            case 0:
                text = text[:at] + dice.choice(PIECES) + text[at:]
            case 1:
                text = text[:at] + text[at + dice.randint(1, 5) :]
            case 2:
                lines = text.splitlines(keepends=True)
                lines.insert(dice.randrange(len(lines)), dice.choice(lines))
                text = "".join(lines)
            case 3:
                lines = text.splitlines(keepends=True)
                del lines[dice.randrange(len(lines))]
                text = "".join(lines)
    return text


@pytest.mark.parametrize("seed", range(120))
def test_a_spoilt_file(write, seed):
    dice = random.Random(seed)
    text = spoil(FILES[dice.choice(sorted(FILES))], dice)
    folder = write(a=text.encode(), vocab_choices=CHOICES)
    rules, faults = rule_faults(folder)
    assert len(rules.rules) == (not faults)
    for fault in faults:
        assert str(fault).isprintable()
        assert 1 <= fault.line <= text.count("\n") + 1


def replaced(content, dice):
    """The same tree with one of its values in the place of another one."""
    places = []

    def walk(node):
        for key in node if isinstance(node, dict) else range(len(node)):
            places.append((node, key))
            if isinstance(node[key], dict | list):
                walk(node[key])

    walk(content)
    (node, key), (other, other_key) = dice.sample(places, 2)
    value = dice.choice([[], {}, "", "x", "true", other[other_key]])
    node[key] = yaml.load(yaml.dump(value), Loader=yaml.BaseLoader)  # noqa: S506  # makes nothing but text
    return content


@pytest.mark.parametrize("seed", range(120))
def test_a_file_of_another_shape(write, seed):
    dice = random.Random(seed)
    content = yaml.load(FILES[dice.choice(sorted(FILES))], Loader=yaml.BaseLoader)  # noqa: S506  # makes nothing but text
    for _ in range(dice.randint(1, 3)):
        content = replaced(content, dice)
    folder = write(a=yaml.dump(content, allow_unicode=True).encode(), vocab_choices=CHOICES)
    rules, faults = rule_faults(folder)
    assert len(rules.rules) == (not faults)
    assert all(str(fault).isprintable() for fault in faults)
