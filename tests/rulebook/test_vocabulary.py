"""Classifications: what their files may hold, who may use them, and that the hash knows them."""

from extractor.rulebook import load_rules

CODES = """\
classification: materials
title: 物资分类
digits: [2, 4]
names:
  办公用品: ["01"]
  纸 张: ["0101", xx11]
"""
RULE = """\
form: a
title: 甲表
fields:
  code: {label: 编码, type: code, codes: materials, name_in: name}
  name: {label: 编码, type: text}
"""


def test_a_rule_has_the_classifications_that_it_uses(write):
    folder = write(
        a=RULE, b="form: b\ntitle: 乙表\nfields: {x: {label: 一, type: code}}", vocab_m=CODES
    )
    rules = load_rules(folder).rules
    made = rules["a"].classifications["materials"]
    assert (made.title, made.digits) == ("物资分类", (2, 4))
    assert made.names == {"办公用品": ("01",), "纸张": ("0101", "xx11")}
    assert rules["a"].fields["code"].codes == "materials"
    assert rules["b"].classifications == {}


def test_the_hash_follows_the_classifications_that_a_rule_uses(write):
    other = CODES.replace("materials", "others")
    folder = write(a=RULE, vocab_m=CODES, vocab_o=other)
    before = load_rules(folder).rules["a"].sha256
    write(vocab_o=other.replace("01", "02"))
    assert load_rules(folder).rules["a"].sha256 == before
    write(vocab_m=CODES.replace("01", "02"))
    assert load_rules(folder).rules["a"].sha256 != before


def test_faults_of_a_classification(assert_told):
    assert_told(
        RULE,
        vocab_m="""\
classification: materials
title: 物资分类
digits: [2, 4, 4, ten]   # ! $.digits[3]: 'ten' is no number of digits   # ! $.digits[2]: grow longer, but 4 follows 4
names:
  办公用品: []            # ! $.names.办公用品: a name without a code
  纸张: ["0101", 01-1]    # ! $.names.纸张[1]: '01-1' is no code: codes are digits, and x for any digit
  笔: [xx, "011", "01", "01"]   # ! $.names.笔[0]: says nothing   # ! $.names.笔[1]: has 3 digits; codes have 2, 4, 4   # ! $.names.笔[3]: stands here twice
  纸张。: ["0102"]        # ! $.names['纸张。']: is the same name as '纸张'
colour: red               # ! $.colour: unknown key 'colour'
""",
    )


def test_a_classification_lacks_a_key(told):
    [(file, line, path, message)] = told(
        a=RULE, vocab_m="classification: materials\ntitle: 物资\nnames: {}\n"
    )
    assert (file, line, path) == ("vocab/m.yaml", 1, "$")
    assert message == "the key `digits` is missing"


def test_a_name_is_given_once(told):
    [(file, _, path, message)] = told(a=RULE, vocab_m=CODES, vocab_n=CODES)
    assert (file, path) == ("vocab/n.yaml", "$.classification")
    assert message == "the list 'materials' already stands in vocab/m.yaml"


def test_who_may_use_one(assert_told):
    assert_told(
        """\
form: a
title: 甲表
fields:
  one: {label: 一, type: text, codes: materials}     # ! $.fields.one.codes: `codes` belong to a code, not to the type text
  two: {label: 二, type: code, codes: unknown}       # ! $.fields.two.codes: no file in vocab/ is the classification 'unknown' (there are: materials)
  three: {label: 三, type: code, name_in: one}       # ! $.fields.three.name_in: `name_in` needs `codes`
  four: {label: 四, type: code, codes: materials, name_in: nowhere}   # ! $.fields.four.name_in: 'nowhere' is none of the `fields`
  five: {label: 五, type: code, codes: materials, name_in: two}       # ! $.fields.five.name_in: two is of type code, and not a text
  six: {label: 六, type: text, name_in: one}         # ! $.fields.six.name_in: `name_in` belongs to a code   # ! $.fields.six.name_in: `name_in` needs `codes`
""",
        vocab_m=CODES,
    )
