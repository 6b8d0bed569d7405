"""The real readers, with documents that do to them what a hostile one would."""

import ctypes
import faulthandler
import os
import signal
import time

from app.parsing.child import read_documents
from app.parsing.job import Job, Result


def trapped(job: Job) -> Result:
    """Read the job, unless a document says what is to happen instead."""
    texts = [text for part in job.features for text in part.documents.values()]
    texts += [part.text for part in (*job.constitutions, *job.descriptions)]
    faulthandler.disable()  # pytest's would write to the terminal
    for text in texts:
        if "SEGFAULT" in text:
            ctypes.string_at(0)
        if "ABORT" in text:
            os.kill(os.getpid(), signal.SIGABRT)
        if "EXIT" in text:
            os._exit(7)
        if "HANG" in text:
            time.sleep(60)
        if "MEMORY" in text:
            bytearray(10**11)
        if "RAISE" in text:
            raise RecursionError("a very long story")
    if sum("TOGETHER" in text for text in texts) > 1:
        os._exit(8)
    return read_documents(job)
