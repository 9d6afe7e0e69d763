"""The page of keys: an owner makes one, sees it once, sees when it was last used, and revokes it."""

import re

from issued_keys import bearer, issued

PAGE = {"accept": "text/html"}
KEYS = "/workspace/keys"


def opened(ada):
    return ada.app.state.misstep.store


def test_a_key_is_in_the_answer_that_makes_it_and_in_no_other(ada):
    made = ada.post(KEYS, data={"name": "staging agents", "deliver": "yes"}, headers=PAGE)
    assert (made.status_code, made.headers["cache-control"]) == (201, "no-store")
    (secret,) = set(re.findall(r"mst_[\w-]{43}", made.text))
    assert f"OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20{secret}" in made.text
    assert "OTEL_EXPORTER_OTLP_ENDPOINT=http://misstep.test\n" in made.text
    again = ada.get(KEYS, headers=PAGE).text
    assert secret not in again
    assert secret[:10] in again
    assert ada.post("/v1/metrics", json={}, headers=bearer(secret)).status_code == 200


def test_a_key_for_the_metrics_alone_tells_nothing_of_exporters(ada):
    made = ada.post(KEYS, data={"name": "prometheus", "metrics": "yes"}, headers=PAGE)
    assert made.status_code == 201
    assert "OTEL_EXPORTER" not in made.text


def test_what_cannot_be_made_comes_back_as_it_was_typed(ada):
    without_use = ada.post(KEYS, data={"name": "<b>agents</b>"}, headers=PAGE)
    assert without_use.status_code == 422
    assert "Say what the key is for" in without_use.text
    assert 'value="&lt;b&gt;agents&lt;/b&gt;"' in without_use.text
    assert "checked" not in without_use.text
    assert ada.post(KEYS, data={"name": " ", "deliver": "yes"}, headers=PAGE).status_code == 422
    assert ada.post(KEYS, data={"name": "a", "deliver": "perhaps"}, headers=PAGE).status_code == 422
    with opened(ada).reading() as work:
        assert work.workspace_keys.of("local") == ()


def test_the_list_tells_the_last_use(ada):
    made = issued(opened(ada), "deliver", "metrics", name="laptop <script>")
    text = ada.get(KEYS, headers=PAGE).text
    assert "laptop &lt;script&gt;" in text
    assert "never" in text
    ada.post("/v1/metrics", json={}, headers=bearer(made.secret))
    ada.app.state.misstep.key_uses.write(opened(ada))
    assert re.search(r"22 Nov 2026, 09:\d\d", ada.get(KEYS, headers=PAGE).text)


def test_a_revoked_key_is_told_apart_and_opens_nothing(ada):
    made = issued(opened(ada), "deliver")
    answer = ada.post(f"{KEYS}/{made.key.id}/revocation")
    assert (answer.status_code, answer.headers["location"]) == (303, KEYS)
    text = ada.get(KEYS, headers=PAGE).text
    assert "Revoked" in text
    assert f"{KEYS}/{made.key.id}/revocation" not in text
    assert ada.post("/v1/metrics", json={}, headers=bearer(made.secret)).status_code == 401


def test_a_key_that_is_not_there_is_told_as_nothing_is(ada):
    assert ada.post(f"{KEYS}/no-such/revocation", headers=PAGE).status_code == 404


def test_the_list_of_runs_leads_to_the_keys(ada):
    assert f'href="{KEYS}"' in ada.get("/runs", headers=PAGE).text
