"""Wattledger in Airflow 2.4 or newer: a run each night for the day that the interval covers.

The worker needs the project (or spark-submit with the jar) and WATTLEDGER_USER_KEY in its
environment. The day comes from the data interval, never from the clock, so `airflow dags backfill`
runs the days it is told.
"""

import datetime
import subprocess

from airflow.decorators import dag, task
from airflow.exceptions import AirflowException, AirflowFailException

WATTLEDGER = "/opt/wattledger/scripts/wattledger"
CONFIG = "/etc/wattledger/nightly.conf"

# docs/runbook.md: 3 input not there yet, 6 another run, 7 storage, 143 the worker was stopped.
WORTH_A_RETRY = {3, 6, 7, 130, 143}


def command(day):
    """What is run for a day, YYYY-MM-DD."""
    return [WATTLEDGER, "run", "--config", CONFIG, "--date", day, "--lookback", "3"]


def judge(exit_code):
    """Raises what tells Airflow whether to try again."""
    if exit_code in WORTH_A_RETRY:
        raise AirflowException(f"exit code {exit_code}: tried again")
    if exit_code != 0:
        raise AirflowFailException(f"exit code {exit_code}: docs/runbook.md says what to do")


@dag(
    dag_id="wattledger",
    schedule="30 3 * * *",
    start_date=datetime.datetime(2026, 11, 1, tzinfo=datetime.timezone.utc),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 4, "retry_delay": datetime.timedelta(hours=1)},
    tags=["energy"],
)
def wattledger():
    @task
    def run(data_interval_start=None):
        judge(subprocess.run(command(data_interval_start.strftime("%Y-%m-%d"))).returncode)

    run()


wattledger()
