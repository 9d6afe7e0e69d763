import pytest
from desk import Desk

CASE = {"case": "TA-1", "told": "360.05"}
PARTS = [{"payment": "pay_a", "amount": "150.00"}, {"payment": "pay_b", "amount": "169.15"}]


def refunds(desk, *rows):
    for place, (payment, cents) in enumerate(rows):
        desk.run.database.execute(
            "INSERT INTO refunds VALUES (?, 'O-1', ?, ?, 'EUR', 'RT-1', 'pending', ?, '2026-11-12')",
            (f"re_{place}", payment, cents, f"key-{place}"),
        )


def mail(desk, body):
    desk.call("send_reply", case_id="TA-1", to="ada@example.org", subject="Your return", body=body)


def replacement(desk, sku, postcode):
    desk.run.database.execute(
        "INSERT INTO replacements VALUES (?, 'O-1', ?, 1, 'BRE', 'DMG', 'Ada', 'Road 1', ?, 'Kiel', 'DE', NULL, '')",
        (f"RPL-{sku}", sku, postcode),
    )


@pytest.fixture
def desk():
    return Desk("the-autumn-return")


def test_the_amount_that_is_due_passes(desk):
    refunds(desk, ("pay_a", 36005))
    mail(desk, "we have refunded 360.05 EUR")
    assert desk.check("refunded", order="O-1", amount="360.05", **CASE) is None


def test_another_amount_is_named(desk):
    refunds(desk, ("pay_a", 28804))
    assert desk.check("refunded", order="O-1", amount="360.05") == "refunds of O-1 come to 288.04, 360.05 is due"


def test_a_split_refund_is_held_to_its_parts(desk):
    refunds(desk, ("pay_a", 15000), ("pay_b", 16915))
    assert desk.check("refunded", order="O-1", amount="319.15", split=PARTS) is None


def test_the_right_sum_on_the_wrong_means_is_named(desk):
    refunds(desk, ("pay_a", 16915), ("pay_b", 15000))
    found = desk.check("refunded", order="O-1", amount="319.15", split=PARTS)
    assert found == "pay_a got 169.15, one refund of 150.00 is due"


def test_two_refunds_of_one_part_are_named_although_the_sum_is_right(desk):
    refunds(desk, ("pay_a", 15000), ("pay_b", 10000), ("pay_b", 6915))
    found = desk.check("refunded", order="O-1", amount="319.15", split=PARTS)
    assert found == "pay_b got 100.00, 69.15, one refund of 169.15 is due"


@pytest.mark.parametrize(
    ("bodies", "problem"),
    [
        ([], "0 replies went out on TA-1, one is due"),
        (["360.05 EUR", "360.05 EUR"], "2 replies went out on TA-1, one is due"),
        (["288.04 EUR"], "the reply on TA-1 does not name 360.05"),
    ],
)
def test_the_customer_is_told_once_and_right(desk, bodies, problem):
    refunds(desk, ("pay_a", 36005))
    for body in bodies:
        mail(desk, body)
    assert desk.check("refunded", order="O-1", amount="360.05", **CASE) == problem


def test_the_bonus_is_one_credit_note_of_its_amount(desk):
    note = {"customer_id": "C-448120", "bonus_year": "2025/26", "currency": "EUR", "reason": "TB-1"}
    missing = desk.check("bonus_paid", customer="C-448120", amount="760.65")
    desk.call("issue_credit_note", amount="760.65", **note)
    assert missing == "credit notes of C-448120 are none, one of 760.65 is due"
    assert desk.check("bonus_paid", customer="C-448120", amount="760.65") is None
    assert desk.check("bonus_paid", customer="C-448120", amount="277.50") is not None


def test_every_article_is_replaced_once_and_in_one_place(desk):
    replacement(desk, "TA-20011", "28203")
    replacement(desk, "TA-20014", "28203")
    assert desk.check("replaced", order="O-1", skus=["TA-20014", "TA-20011"], postcode="28203") is None


def test_an_article_that_went_astray_is_named(desk):
    replacement(desk, "TA-20011", "28203")
    replacement(desk, "TA-20014", "37073")
    found = desk.check("replaced", order="O-1", skus=["TA-20011", "TA-20014"], postcode="28203")
    assert found == "TA-20014 to 37073: everything goes to 28203"


def test_an_article_that_is_missing_is_named(desk):
    replacement(desk, "TA-20011", "28203")
    found = desk.check("replaced", order="O-1", skus=["TA-20011", "TA-20014"], postcode="28203")
    assert found == "replacements of O-1 are TA-20011, due are TA-20011, TA-20014"
