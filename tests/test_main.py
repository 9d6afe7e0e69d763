"""How the application is put together and brought up."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import late_parcel
import pytest
from starlette.testclient import TestClient

from app.domain.errors import ScenarioRejected, SettingRejected
from app.main import create_app
from app.settings import read_settings
from app.startup import Packs, prepared_store, secret_key
from app.store.engine import open_store
from app.store.schema import revision


def test_the_secret_is_made_once_and_kept(tmp_path):
    bare = read_settings({"MISSTEP_HOME": str(tmp_path)})
    assert secret_key(bare) == secret_key(bare)
    assert len(secret_key(bare)) == 43
    assert secret_key(replace(bare, secret_key="a secret of mine")) == "a secret of mine"


@pytest.mark.parametrize("cut", ["", "\n", "a2b4c6"])
def test_a_file_that_was_cut_is_not_taken_for_the_secret(tmp_path, cut):
    (tmp_path / "secret_key").write_text(cut)
    with pytest.raises(SettingRejected, match="no key; put the right file back, or delete it"):
        secret_key(read_settings({"MISSTEP_HOME": str(tmp_path)}))
    assert (tmp_path / "secret_key").read_text() == cut


def test_processes_that_start_at_once_take_the_same_secret(tmp_path):
    bare = read_settings({"MISSTEP_HOME": str(tmp_path)})
    with ThreadPoolExecutor(8) as processes:
        taken = set(processes.map(lambda _: secret_key(bare), range(8)))
    assert len(taken) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_a_home_that_takes_no_secret_is_told(tmp_path):
    (tmp_path / "secret_key").mkdir()
    with pytest.raises(SettingRejected, match="set MISSTEP_SECRET_KEY instead"):
        secret_key(read_settings({"MISSTEP_HOME": str(tmp_path)}))


def test_servers_that_share_a_database_must_be_told_the_secret(tmp_path):
    environment = {"MISSTEP_HOME": str(tmp_path), "MISSTEP_DATABASE_URL": "postgresql://db.example/misstep"}
    with pytest.raises(SettingRejected, match="MISSTEP_SECRET_KEY"):
        secret_key(read_settings(environment))
    assert secret_key(read_settings(environment | {"MISSTEP_SECRET_KEY": "shared"})) == "shared"


def test_a_missing_secret_is_told_before_the_database_is_touched(new_postgresql, pack, tmp_path):
    with new_postgresql() as (url, _):
        settings = read_settings({"MISSTEP_HOME": str(tmp_path), "MISSTEP_DATABASE_URL": url})
        with pytest.raises(SettingRejected, match="MISSTEP_SECRET_KEY"), TestClient(create_app(settings, packs=pack)):
            pass
        store = open_store(url)
        assert revision(store.engine) is None
        store.close()


def test_what_is_delivered_becomes_a_run_without_being_asked(settings, pack):
    import time

    with TestClient(
        create_app(settings, packs=pack), base_url="http://misstep.test", client=("127.0.0.1", 50000)
    ) as client:
        client.post("/v1/traces", content=late_parcel.otlp("unit"), headers={"content-type": "application/json"})
        for _ in range(200):
            if runs := client.get("/api/runs").json()["runs"]:
                break
            time.sleep(0.05)
    assert [run["step_count"] for run in runs] == [8]


def test_a_pack_is_loaded_once_and_again_when_it_changes(settings, pack, tmp_path):
    from app.practice.load_bundled import load_bundled

    store = prepared_store(settings, pack)
    assert load_bundled(store, scenarios=pack.scenarios, traces=pack.traces) is None
    late_parcel.write_pack(tmp_path / "new", later="otherwise")
    assert load_bundled(store, scenarios=tmp_path / "new/scenarios", traces=tmp_path / "new/traces") == 4
    store.close()


def test_a_pack_elsewhere_is_the_same_and_one_whose_scenario_has_another_name_is_not(settings, pack, tmp_path):
    from app.practice.load_bundled import load_bundled

    store = prepared_store(settings, pack)
    late_parcel.write_pack(tmp_path / "new")
    (tmp_path / "new").rename(tmp_path / "moved")
    scenarios, traces = tmp_path / "moved/scenarios", tmp_path / "moved/traces"
    assert load_bundled(store, scenarios=scenarios, traces=traces) is None
    for folder in (scenarios, traces):
        (folder / "late-parcel").rename(folder / "lost-parcel")
    with pytest.raises(ScenarioRejected, match="is the key of late-parcel/a"):
        load_bundled(store, scenarios=scenarios, traces=traces)
    store.close()


def test_an_attempt_goes_on_when_its_scenario_was_recorded_anew(settings, tmp_path, ada):
    attempt = ada.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]
    ada.put(f"/api/attempts/{attempt}/diagnosis", json={"no_fault": True})
    ada.post(f"/api/attempts/{attempt}/lock")
    ada.post(f"/api/attempts/{attempt}/submission")
    late_parcel.write_pack(tmp_path / "new", key=replace(late_parcel.KEY, explanation="told in other words"))
    prepared_store(settings, Packs(tmp_path / "new/scenarios", tmp_path / "new/traces")).close()
    assert "told in other words" not in ada.get(f"/api/attempts/{attempt}/reveal").text
    assert ada.get(f"/api/attempts/{attempt}/comparison").status_code == 200
    another = ada.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]
    ada.put(f"/api/attempts/{another}/diagnosis", json={"no_fault": True})
    ada.post(f"/api/attempts/{another}/lock")
    ada.post(f"/api/attempts/{another}/submission")
    assert "told in other words" in ada.get(f"/api/attempts/{another}/reveal").text


def test_a_scenario_that_nobody_attempted_leaves_nothing_behind(settings, tmp_path):
    (tmp_path / "none/scenarios").mkdir(parents=True)
    store = prepared_store(settings, Packs(tmp_path / "none/scenarios", tmp_path / "none/traces"))
    with store.reading() as work:
        assert (work.catalog.scenarios(), work.recordings.digests()) == ((), ())
    with store.engine.connect() as connection:
        for table in ("run", "edition", "answer_key", "edition_recording"):
            assert connection.exec_driver_sql(f"select count(*) from {table}").scalar() == 0
    store.close()


def test_a_pack_with_a_broken_recording_is_told_when_it_is_needed(settings, tmp_path):
    late_parcel.write_pack(tmp_path / "bad")
    file = tmp_path / "bad/traces/late-parcel/a" / f"{late_parcel.RUNS['broken']}.otlp.jsonl.zst"
    packs = Packs(tmp_path / "bad/scenarios", tmp_path / "bad/traces")
    for content, said in (
        (b"{}", "no spans"),
        (late_parcel.otlp("unit") + late_parcel.otlp("retry"), "holds 2 runs"),
    ):
        file.write_bytes(content)
        store = prepared_store(settings, packs)
        from app.reading.bundled_run import load_run

        with store.writing() as work, pytest.raises(ScenarioRejected, match=said):
            load_run(work, work.catalog.edition("late-parcel", "a"), late_parcel.RUNS["broken"])
        store.close()
