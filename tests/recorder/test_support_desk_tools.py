import pytest
from desk import Desk

from app.recorder.tool import ToolFailed
from app.recorder.worlds.support_desk import WORLD

ORDER, PAYPAL, RMA = "DE-2614382", "pay_8r2k0vq1mz", "RMA-104233"
HERE = {"name": "Ines Brandt", "line1": "Am Dobben 44", "postcode": "28203", "city": "Bremen", "country": "DE"}
THERE = {
    "name": "W. Ohlsen",
    "line1": "Nikolausberger Weg 71",
    "postcode": "37073",
    "city": "Göttingen",
    "country": "DE",
}


def refund(desk, amount="100.00", key="RMA-104233:paypal", **other):
    given = {"order_id": ORDER, "payment_id": PAYPAL, "currency": "EUR", "reason": "RT-1", **other}
    return desk.call("create_refund", amount=amount, idempotency_key=key, **given)


def replacement(desk, address, sku="TA-20011"):
    booking = {"order_id": "DE-2621990", "quantity": 1, "warehouse": "BRE", "reason": "DMG"}
    return desk.call("create_replacement", sku=sku, ship_to=address, **booking)


def test_the_same_key_makes_one_refund_however_often_it_is_sent():
    desk = Desk("the-autumn-return")
    first, second = refund(desk), refund(desk)
    assert (first["replayed"], second["replayed"]) == (False, True)
    assert first["id"] == second["id"]
    assert desk.call("list_refunds", order_id=ORDER)["count"] == 1 == desk.count("refunds")


def test_another_key_is_another_refund():
    desk = Desk("the-autumn-return")
    assert refund(desk)["id"] != refund(desk, key="RMA-104233:paypal-2")["id"]
    assert desk.count("refunds") == 2


def test_a_refund_whose_answer_was_lost_has_been_made():
    desk = Desk("the-sunday-refund")
    given = {"order_id": "UK-2617402", "currency": "GBP", "reason": "RT-1"}
    desk.call("create_refund", payment_id="pay_4g7rk1ux5d", amount="150.00", idempotency_key="g", **given)
    with pytest.raises(ToolFailed, match="504 Gateway Timeout upstream request timeout"):
        desk.call("create_refund", payment_id="pay_4g7rk1ux6e", amount="169.15", idempotency_key="c", **given)
    again = desk.call("create_refund", payment_id="pay_4g7rk1ux6e", amount="169.15", idempotency_key="c", **given)
    listed = desk.call("list_refunds", order_id="UK-2617402")["refunds"]
    assert again["replayed"]
    assert sorted(row["amount"] for row in listed) == ["150.00", "169.15"]


def test_a_tool_that_repeats_by_itself_hides_the_lost_answer():
    desk = Desk("the-sunday-refund", create_refund={"attempts": 3})
    given = {"order_id": "UK-2617402", "currency": "GBP", "reason": "RT-1"}
    desk.call("create_refund", payment_id="pay_4g7rk1ux5d", amount="150.00", idempotency_key="g", **given)
    answer = desk.call("create_refund", payment_id="pay_4g7rk1ux6e", amount="169.15", idempotency_key="c", **given)
    assert answer["replayed"]
    assert desk.count("refunds") == 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"amount": "457.06"}, r"422 .*amount 457.06 is not between 0.01 and the 457.05 that are left"),
        ({"amount": "0"}, "422 .*amount 0.00 is not between"),
        ({"amount": "all of it"}, "amount: 'all of it' is not a number"),
        ({"currency": "GBP"}, "422 .*is in EUR"),
        ({"payment_id": "pay_none"}, f"422 .*no payment pay_none on order {ORDER}"),
        ({"key": ""}, "400 .*Idempotency-Key is missing"),
    ],
)
def test_the_refund_service_refuses_in_its_own_words(wrong, told):
    desk = Desk("the-autumn-return")
    with pytest.raises(ToolFailed, match=told):
        refund(desk, **wrong)
    assert desk.count("refunds") == 0


def test_the_window_is_found_in_the_policy_that_is_in_force():
    found = Desk("the-autumn-return").call(
        "search_policies", query="return window, days for a full refund", region="DE"
    )
    assert found["passages"][0]["id"] == "RET-DE/4#2"
    assert "within 100 days of delivery" in found["passages"][0]["text"]
    assert {passage["indexed"] for passage in found["passages"]} == {"2026-11-12"}


@pytest.mark.parametrize(
    ("region", "query", "passage"),
    [
        ("FR", "return window after delivery", "RET-FR/6#2"),
        ("UK", "return window after delivery", "RET-UK/8#2"),
        ("US", "return window after delivery", "RET-US/2#2"),
        ("DE", "request gets no answer, same key", "RUN-003/6#2"),
        ("FR", "refund on split orders gift card first", "GFT-ALL/4#2"),
        ("DE", "volume bonus thresholds eligible turnover", "TRD-EU/4#2"),
    ],
)
def test_each_region_finds_its_own_rule_in_force(region, query, passage):
    found = Desk("the-autumn-return").call("search_policies", query=query, region=region)
    assert found["passages"][0]["id"] == passage


def test_a_long_list_of_orders_is_given_whole():
    desk = Desk("the-november-bonus")
    period = {"placed_from": "2025-11-01", "placed_before": "2026-11-01"}
    found = desk.call("list_orders", customer_id="C-500318", **period)
    assert (found["returned"], found["has_more"], found["next_cursor"]) == (42, False, None)
    assert found["data"][0]["placed_at"] > found["data"][-1]["placed_at"] > "2025-11-01"


def test_an_account_without_orders_in_the_period_gets_an_empty_whole_list():
    period = {"placed_from": "2010-01-01", "placed_before": "2011-01-01"}
    found = Desk("the-november-bonus").call("list_orders", customer_id="C-500318", **period)
    assert (found["data"], found["has_more"]) == ([], False)


def test_an_incomplete_list_can_be_refused():
    part = {"pages": [{"object": "list", "data": [{}], "has_more": True, "next_cursor": "c_x"}]}
    adapt = WORLD.adapters["list_orders"]
    with pytest.raises(ToolFailed, match="only the 1 newest orders could be read"):
        adapt(part, {"refuse_incomplete": True})
    assert adapt(part, {})["has_more"]


def test_the_rate_of_a_saturday_is_that_of_the_friday():
    found = Desk("the-november-bonus").call("fx_rate", base="GBP", quote="EUR", date="2026-10-31")
    assert (found["date_asked"], found["date_of_rate"]) == ("2026-10-31", "2026-10-30")
    with pytest.raises(ToolFailed, match="no rate for GBP/EUR on or before 1999-01-01"):
        Desk("the-november-bonus").call("fx_rate", base="GBP", quote="EUR", date="1999-01-01")


def test_an_account_gets_one_credit_note_for_a_year():
    desk = Desk("the-november-bonus")
    note = {
        "customer_id": "C-500318",
        "bonus_year": "2025/26",
        "amount": "760.65",
        "currency": "EUR",
        "reason": "TB-1",
    }
    assert desk.call("issue_credit_note", **note)["amount"] == "760.65"
    with pytest.raises(ToolFailed, match="409 Conflict"):
        desk.call("issue_credit_note", **note)


def test_a_replacement_goes_to_the_address_in_the_booking():
    desk = Desk("the-house-move")
    before = desk.call("check_stock", sku="TA-20011")["warehouses"][0]
    replacement(desk, HERE)
    after = desk.call("check_stock", sku="TA-20011")["warehouses"][0]
    row = desk.run.database.execute("SELECT name, postcode FROM replacements").fetchone()
    assert tuple(row) == ("Ines Brandt", "28203")
    assert (before["warehouse"], before["available"] - after["available"]) == ("BRE", 1)


def test_an_address_with_a_gap_is_refused():
    with pytest.raises(ToolFailed, match="ship_to lacks line1, city"):
        replacement(Desk("the-house-move"), {**HERE, "line1": "", "city": ""})


def test_a_second_address_is_refused_where_one_is_wanted():
    desk = Desk("the-house-move", create_replacement={"one_address": True})
    replacement(desk, HERE)
    with pytest.raises(ToolFailed, match="goes to: Ines Brandt, Am Dobben 44, 28203 Bremen"):
        replacement(desk, THERE, sku="TA-20014")
    replacement(desk, HERE, sku="TA-20014")
    assert desk.count("replacements") == 2


@pytest.mark.parametrize(
    ("expression", "rounded"),
    [
        ("(379.00 - 18.95)", "360.05"),
        ("360.05 * (100 - 20) / 100", "288.04"),
        ("-1 + 0.005", "-1.00"),
        ("2.675", "2.68"),
    ],
)
def test_the_calculator_is_exact_and_rounds_half_up(expression, rounded):
    assert Desk("the-autumn-return").call("calculate", expression=expression)["rounded"] == rounded


@pytest.mark.parametrize("expression", ["", "1 +", "2 ** 9", "sum([1])", "True", "1 / 0", "1 + " * 2000 + "1"])
def test_the_calculator_says_what_it_cannot_compute(expression):
    with pytest.raises(ToolFailed):
        Desk("the-autumn-return").call("calculate", expression=expression)


def test_what_is_remembered_can_be_recalled():
    desk = Desk("the-autumn-return")
    desk.call("remember_fact", customer_id="C-448120", fact="Moves in May.", source="case TA-1")
    assert desk.call("recall_customer", customer_id="C-448120")["facts"][0]["fact"] == "Moves in May."


def test_a_customer_is_found_by_what_is_known_of_them():
    desk = Desk("the-autumn-return")
    for known in ({"email": "MAREN.hollstein@example.org"}, {"customer_id": "C-448120"}, {"name": "maren hollstein"}):
        assert desk.call("find_customer", **known)["customers"][0]["customer_id"] == "C-448120"
    with pytest.raises(ToolFailed, match="give one of customer_id, email or name"):
        desk.call("find_customer")


@pytest.mark.parametrize(
    ("tool", "argument"), [("get_order", "order_id"), ("get_return", "rma"), ("check_stock", "sku")]
)
def test_what_does_not_exist_is_named(tool, argument):
    with pytest.raises(ToolFailed, match="'NONE'"):
        Desk("the-autumn-return").call(tool, **{argument: "NONE"})


def test_closing_a_return_keeps_how_it_ended():
    desk = Desk("the-autumn-return")
    desk.call("close_return", rma=RMA, outcome="refunded 360.05 EUR")
    assert desk.call("get_return", rma=RMA)["status"] == "closed"


def test_the_world_is_of_a_size_that_hides_a_case():
    desk = Desk("the-autumn-return")
    assert desk.count("customers") > 200
    assert desk.count("orders") > 900
    assert len(desk.run.passages["policies"]) > 150


def test_an_order_is_given_whole_with_the_terms_that_were_accepted():
    found = Desk("the-autumn-return").call("get_order", order_id=ORDER)
    assert found["terms"]["returns"] == "RET-DE/4"
    assert [line["line_total"] for line in found["lines"]] == ["360.05", "49.00", "48.00"]
    assert (found["totals"]["grand_total"], found["totals"]["prices_include_vat"]) == ("457.05", True)
    assert found["audit"][-1]["event"] == "return.received"


def test_a_parcel_is_given_with_its_scans_newest_first():
    (parcel,) = Desk("the-autumn-return").call("get_shipments", order_id=ORDER)["shipments"]
    assert [scan["code"] for scan in parcel["scans"]] == ["DLV", "DLV1", "HUB", "PU"]
    assert "order_id" not in parcel


def test_payments_are_given_by_means():
    found = Desk("the-sunday-refund").call("list_payments", order_id="UK-2617402")["payments"]
    assert [(row["method"], row["captured"]) for row in found] == [("gift_card", "150.00"), ("card", "232.00")]


def test_a_claim_keeps_its_articles_and_amount():
    claim = {"tracking": "00340434292135340011", "items": ["TA-20011"], "amount": "250.01"}
    desk = Desk("the-house-move")
    found = desk.call("file_carrier_claim", **claim)
    assert (found["amount"], found["items"], found["keep_packing"]) == ("250.01", ["TA-20011"], True)
    assert desk.count("carrier_claims") == 1


def test_photographs_name_the_article_they_show():
    found = Desk("the-house-move").call("list_attachments", case_id="TA-75218")
    shown = [row["matched_article"] for row in found["attachments"] if row["kind"] == "damage"]
    assert (found["count"], sorted(shown)) == (5, ["TA-17003", "TA-20011", "TA-20014"])


def test_a_note_is_kept_for_colleagues():
    desk = Desk("the-house-move")
    assert desk.call("add_note", case_id="TA-75218", text="Photographs seen.")["status"] == "saved"
    assert desk.count("notes") == 1
