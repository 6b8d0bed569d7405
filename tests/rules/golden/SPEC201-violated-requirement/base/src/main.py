from src.answer import cited

CITED = cited
