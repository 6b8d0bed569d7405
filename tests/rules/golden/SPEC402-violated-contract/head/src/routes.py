from fastapi import FastAPI

app = FastAPI()


@app.post("/v1/answers", status_code=201)
def ask(question: str):
    return {"text": question}
