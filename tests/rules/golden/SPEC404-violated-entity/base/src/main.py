from src.record import Record

RECORD = Record
