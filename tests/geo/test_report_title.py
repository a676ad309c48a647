"""The title of a report says whose it is, or the congress that heard it does."""

import pytest

from geo.report import parse

HEARD = "2023年1月9日在青州市临江区第三届人民代表大会第二次会议上"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("首页 > 政务\n临江县2023年政府工作报告完成情况\n开工甲桥。", "临江县2023年政府工作报告"),
        (f"政府工作报告\n——{HEARD}\n开工甲桥。", "青州市临江区政府工作报告（2023年）"),
        (f"2023年政府工作报告\n（{HEARD}）\n开工甲桥。", "青州市临江区政府工作报告（2023年）"),
        (
            "1月9日，青州省第三届人大二次会议开幕，省长代表省人民政府作政府工作报告。",
            "青州省政府工作报告（2023年）",
        ),
        (
            "2023年区政府工作报告半年完成情况\n在我区第三届人民代表大会上。开工甲桥。",
            "2023年政府工作报告",
        ),
        ("省长李某向大会作政府工作报告，开工甲桥。", "2023年政府工作报告"),
    ],
)
def test_a_title_names_whose_report_it_is(text, title):
    assert parse(text, "linjiang-2023").title == title
