"""The JSON routes: what programs and the page's scripts get."""

import json

import late_parcel
import pytest
from starlette.testclient import TestClient

HTML = {"accept": "text/html"}


def start(client, **body):
    return client.post("/api/scenarios/late-parcel/attempts", json=body).json()


@pytest.fixture
def attempt(ada):
    return f"/api/attempts/{start(ada)['id']}"


def test_the_catalog_tells_no_run_and_no_seed(ada):
    (scenario,) = ada.get("/api/scenarios").json()["scenarios"]
    assert scenario["slug"] == "late-parcel"
    assert scenario["variants"] == [{"id": "a", "ticket": "Marta says she got 1250 euros."}]
    assert ada.get("/api/scenarios/late-parcel").json()["next_variant"] == "a"


def test_an_attempt_is_made_and_belongs_to_whom_the_cookie_names(ada):
    answer = ada.post("/api/scenarios/late-parcel/attempts", json={"variant": "a", "reveal": "forward"})
    assert (answer.status_code, answer.json()["frontier"], answer.json()["step_count"]) == (201, 1, None)
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age=63072000" in cookie


def test_the_cookie_is_sent_over_https_only_where_the_site_is(application):
    with TestClient(application, base_url="https://misstep.test") as client:
        assert "Secure" in client.post("/api/scenarios/late-parcel/attempts", json={}).headers["set-cookie"]


def test_an_attempt_survives_closing_the_browser_and_the_server(ada, settings, pack):
    from app.main import create_app

    attempt = start(ada)["id"]
    cookie = ada.cookies["misstep_reader"]
    with TestClient(
        create_app(settings, packs=pack),
        base_url="http://misstep.test",
        client=("127.0.0.1", 50000),
        cookies={"misstep_reader": cookie},
    ) as later:
        assert later.get(f"/api/attempts/{attempt}").json()["id"] == attempt


def test_steps_are_listed_and_read(ada, attempt):
    rows = ada.get(f"{attempt}/steps", params={"first": 2, "last": 3}).json()["steps"]
    assert [(row["number"], row["kind"], row["name"], row["duration_ms"]) for row in rows] == [
        (2, "tool", "lookup_order", 11.000004),
        (3, "model", "test-model", 17.000004),
    ]
    tool = ada.get(f"{attempt}/steps/2").json()["step"]
    assert (tool["input"], tool["output"]) == ({"order": "A-17"}, "total: 1250 bergamot")
    model = ada.get(f"{attempt}/steps/3").json()
    assert [message["role"] for message in model["step"]["input"]] == ["system", "user", "assistant", "tool"]
    assert model["compared_with"] == {"step": 1, "match": "shared messages"}
    assert model["results"] == [4]


def test_a_reading_from_claim_to_answer(ada, attempt):
    assert ada.post(f"{attempt}/position", json={"step": 2}).json() == {"position": 2}
    claim = ada.post(f"{attempt}/claims", json={"step": 2, "what": "no unit", "confidence": 0.8})
    assert claim.status_code == 201
    claim_id = claim.json()["claims"][0]["id"]
    assert ada.post(f"{attempt}/claims/{claim_id}/withdrawal").json()["claims"][0]["withdrawn_at"]
    assert ada.post(f"{attempt}/marks", json={"step": 2, "as": "suspect"}).json()["suspect"] == 2
    passage = {"step": 2, "quote": "total: 1250 bergamot"}
    assert ada.post(f"{attempt}/evidence", json=passage | {"role": "wrong", "claim": claim_id}).status_code == 201
    missing = {"step": 3, "missing": "the unit"}
    assert ada.post(f"{attempt}/evidence", json=missing).json()["pins"] == [
        passage | {"role": "wrong", "claim": claim_id},
        missing | {"role": None, "claim": None},
    ]
    pinned = ada.post(f"{attempt}/evidence/removal", json=missing).json()
    assert (len(pinned["pins"]), pinned["draft"]["proof"]) == (1, {"wrong": [passage], "right": []})
    assert ada.get(f"{attempt}/hits", params={"q": "bergamot"}).json()["hits"][0]["step"] == 2
    draft = {"claims": [{"step": 2, "confidence": 0.9}], "failure_class": "tool.unit_error"}
    assert ada.put(f"{attempt}/diagnosis", json=draft).json()["draft"]["claims"] == [{"step": 2, "confidence": 0.9}]
    assert ada.get(f"{attempt}/changes").status_code == 404
    assert ada.post(f"{attempt}/lock").json()["locked"]
    changes = [change["id"] for change in ada.get(f"{attempt}/changes").json()["changes"]]
    assert sorted(changes) == ["sealed-retry", "sealed-unit"]
    forecast = {"forecast": [{"remedy": "sealed-unit", "passes": 1.0}, {"remedy": "sealed-retry", "passes": 0.0}]}
    assert ada.put(f"{attempt}/diagnosis", json=forecast).status_code == 200
    assert ada.post(f"{attempt}/submission").json()["submitted_at"]
    reveal = ada.get(f"{attempt}/reveal").json()
    assert (reveal["score"]["total"], reveal["answer_key"]["root"]) == (77.0, [2])
    assert "healthy_run" not in reveal["answer_key"]
    assert all(
        set(remedy) == {"id", "title", "detail", "lever", "repairs", "problem", "plays", "remark"}
        for remedy in reveal["answer_key"]["remedies"]
    )
    comparison = ada.get(f"{attempt}/comparison").json()
    assert (comparison["first_divergence"], comparison["rows"][1]["relation"]) == (1, "changed")
    pair = ada.get(f"{attempt}/comparison/2", params={"arm": "sealed-unit"}).json()
    assert pair["other"]["step"]["output"] == "total: 1250 bergamot ragwort"


def test_of_a_passage_that_is_pinned_again_what_is_left_out_stays_and_null_takes_it_away(ada, attempt):
    claim = ada.post(f"{attempt}/claims", json={"step": 2, "what": "no unit"}).json()["claims"][0]["id"]
    ada.post(f"{attempt}/evidence", json={"step": 2, "role": "wrong", "claim": claim})
    for said, stands in (({}, ("wrong", claim)), ({"role": None}, (None, claim)), ({"claim": None}, (None, None))):
        (pin,) = ada.post(f"{attempt}/evidence", json={"step": 2} | said).json()["pins"]
        assert (pin["role"], pin["claim"]) == stands


def test_forward_only_goes_one_step_at_a_time(ada):
    attempt = f"/api/attempts/{start(ada, reveal='forward')['id']}"
    assert ada.get(f"{attempt}/steps/2").status_code == 404
    assert ada.post(f"{attempt}/frontier").json() == {"frontier": 2, "at_end": False}
    assert ada.get(f"{attempt}/steps/2").status_code == 200
    assert [row["number"] for row in ada.get(f"{attempt}/steps").json()["steps"]] == [1, 2]


@pytest.mark.parametrize(
    ("asked", "body", "said"),
    [
        ("post claims", {"step": 2}, "what: Field required"),
        ("post claims", {"step": 2, "what": "x", "confidence": 7}, "confidence: "),
        ("post claims", {"step": 2, "what": "x", "more": 1}, "more: "),
        ("post marks", {"step": 2, "as": "culprit"}, "as: "),
        ("post evidence", {"step": 2, "quote": "never said"}, "quote: this is not a passage of step 2"),
        ("put diagnosis", {"claims": 3}, "claims: expected a list"),
        ("put diagnosis", [], "body: "),
        ("post lock", {}, "the diagnosis is empty"),
        ("post position", {"step": 0}, "step: "),
    ],
)
def test_what_is_wrong_with_a_request_is_said_with_its_place(ada, attempt, asked, body, said):
    verb, path = asked.split()
    answer = ada.request(verb, f"{attempt}/{path}", json=body)
    assert answer.status_code == 422
    assert said in answer.json()["error"]


def test_what_was_sent_is_not_repeated_in_an_error(ada, attempt):
    answer = ada.post(f"{attempt}/marks", json={"step": 2, "as": "<script>"})
    assert "script" not in answer.text


def test_a_submitted_attempt_changes_no_more(ada, attempt):
    ada.put(f"{attempt}/diagnosis", json={"no_fault": True})
    ada.post(f"{attempt}/lock")
    ada.post(f"{attempt}/submission")
    answer = ada.post(f"{attempt}/hints")
    assert (answer.status_code, answer.json()["error"]) == (
        409,
        "this attempt is submitted: start another one to try again",
    )


def test_forms_lead_back_to_a_page_of_this_site(ada, attempt):
    page = attempt.removeprefix("/api")
    fields = {"step": "2", "what": "no unit", "confidence": "80", "next": f"{page}/diagnosis"}
    assert ada.post(f"{page}/claims", data=fields).headers["location"] == f"{page}/diagnosis"
    for elsewhere in ("https://elsewhere.test/", "//elsewhere.test/", "/\\elsewhere.test", ""):
        assert (
            ada.post(f"{page}/marks", data={"step": "2", "as": "mark", "next": elsewhere}).headers["location"]
            == f"{page}/steps/1"
        )
    assert ada.post(f"{page}/position", data={"step": "3"}).headers["location"] == f"{page}/steps/3"
    assert ada.get(page).headers["location"] == f"{page}/steps/3"
    assert ada.post(f"{page}/evidence", data={"step": "2", "quote": "total: 1250"}).status_code == 303
    assert ada.post(f"{page}/evidence/removal", data={"step": "2", "quote": "total: 1250"}).status_code == 303
    assert ada.post(f"{page}/hints").status_code == 303
    claims = ada.get(attempt).json()["claims"]
    assert claims[0]["confidence"] == 0.8
    assert ada.post(f"{page}/claims/{claims[0]['id']}/withdrawal").status_code == 303


def test_the_forward_form_leads_to_the_step_that_it_reveals(ada):
    answer = ada.post("/scenarios/late-parcel/attempts", data={"reveal": "forward"})
    assert answer.status_code == 303
    page = answer.headers["location"].removesuffix("/steps/1")
    assert ada.post(f"{page}/frontier").headers["location"] == f"{page}/steps/2"


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/api/scenarios", "/nothing", "/static/0/css/misstep.css", "/api/openapi.json"]
)
def test_every_answer_carries_the_headers_that_keep_a_page_safe(ada, path):
    headers = ada.get(path, headers=HTML).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")
    assert headers["cache-control"] == ("no-cache" if path.startswith("/static") else "no-store")


def test_static_files_are_cached_for_good_under_the_address_of_their_content(ada):
    from app.pages.static import static

    answer = ada.get(static("css/misstep.css"))
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    assert answer.headers["content-type"].startswith("text/css")
    for path in ("/static/0/../templates/base.html", "/static/0/%2e%2e/templates/base.html", "/static/0/nothing.css"):
        assert ada.get(path).status_code == 404


def test_a_mistake_of_ours_is_told_without_its_details(application):
    def broken():
        raise RuntimeError("secret details")

    application.add_api_route("/broken", broken)
    application.add_api_route("/api/broken", broken)
    with TestClient(
        application, base_url="http://misstep.test", client=("127.0.0.1", 50000), raise_server_exceptions=False
    ) as client:
        for path in ("/broken", "/api/broken"):
            answer = client.get(path, headers=HTML)
            assert answer.status_code == 500
            assert "secret" not in answer.text
            assert answer.headers["content-security-policy"]


def test_a_wrong_method_and_a_wrong_address_are_told_apart_by_status_alone(ada):
    assert ada.delete("/api/scenarios").status_code == 405
    assert ada.get("/api/nothing").json() == {"error": "There is nothing here for you."}
    assert ada.get("/runs/x/steps/abc", headers=HTML).status_code == 404
    assert "Not found" in ada.get("/runs/x/steps/abc", headers=HTML).text


def test_the_process_tells_how_it_is(ada):
    assert ada.get("/healthz").json() == {"status": "ok"}
    assert ada.get("/readyz").json() == {"status": "ready"}
    start(ada)
    assert "\nmisstep_attempts_started 1\n" in ada.get("/metrics").text
    with ada.app.state.misstep.store.engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '0000'")
    assert ada.get("/readyz").status_code == 503


def test_every_json_route_is_described(ada):
    paths = ada.get("/api/openapi.json").json()["paths"]
    assert {"/api/scenarios", "/api/attempts/{attempt_id}/steps/{number}", "/v1/traces", "/healthz"} <= set(paths)
    assert not [path for path in paths if not path.startswith(("/api/", "/v1/", "/healthz", "/readyz", "/metrics"))]
    assert all(route.get("description") for methods in paths.values() for route in methods.values())


def test_text_that_is_no_unicode_is_answered_all_the_same():
    from app.api.answer import answer

    assert json.loads(answer({"text": "\ud800", "number": 2**80, "seen": frozenset({2, 1})}).body) == {
        "text": "\ud800",
        "number": 2**80,
        "seen": [1, 2],
    }


def test_imported_runs_are_everybodys_and_bundled_ones_nobodys(ada, mallory):
    ada.post("/v1/traces", content=late_parcel.otlp("unit"), headers={"content-type": "application/json"})
    from test_otlp import assembled

    (run,) = assembled(ada)
    for client in (ada, mallory):
        assert client.get(f"/api/runs/{run['id']}").json()["name"] == "support_agent"
        assert client.get(f"/api/runs/{run['id']}/hits", params={"q": "ragwort"}).json()["hits"][0]["step"] == 2
        assert client.get(f"/api/runs/{run['id']}/steps/99").status_code == 404
