"""The settings of a test over a home of its own."""


def settings_in(home, url=""):
    from app.settings import read_settings

    environment = {"MISSTEP_HOME": str(home), "MISSTEP_SECRET_KEY": "a secret for tests", "MISSTEP_DATABASE_URL": url}
    return read_settings(environment | {"MISSTEP_HOSTS": "misstep.test"})
