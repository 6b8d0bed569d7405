from src.records import keep

KEEP = keep
