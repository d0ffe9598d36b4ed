"""The job service that people build when they build one: FastAPI, Celery and Redis, doing what ours does for a submission.

POST /jobs stores a job and hands it to a queue; GET /jobs/{id} reads it. Redis runs with `appendfsync always`, so an
answered job survives a power cut, as one of ours does. Both endpoints are written the faster way of those tried (a
pipeline for the record, the coroutine server's own thread for the queue's synchronous client).
"""

import json
import os
import time
import uuid

import redis.asyncio
from celery import Celery
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

ADDRESS = os.environ["PEER_REDIS"]
queue = Celery("jobs", broker=ADDRESS)
queue.conf.update(task_ignore_result=True, broker_pool_limit=64, worker_hijack_root_logger=False)
store = redis.asyncio.Redis.from_url(ADDRESS)
app = FastAPI()


class Job(BaseModel):
    prompt: str = Field(min_length=1, max_length=32000)
    duration_target: float | None = Field(default=None, ge=1, le=14400)
    style: str | None = None
    voice: str | None = None
    callback_url: str | None = None


@queue.task(name="make")
def make(job):
    """Nobody works here: only taking jobs in is measured."""


@app.post("/jobs", status_code=202)
async def submit(job: Job):
    name = uuid.uuid4().hex
    record = {"id": name, "status": "pending", "created_at": time.time(), **job.model_dump()}
    await store.set(f"job:{name}", json.dumps(record))
    make.apply_async((name,), task_id=name)
    return {"id": name, "status": "pending"}


@app.get("/jobs/{name}")
async def status(name: str):
    record = await store.get(f"job:{name}")
    if record is None:
        raise HTTPException(404, "no such job")
    return json.loads(record)
