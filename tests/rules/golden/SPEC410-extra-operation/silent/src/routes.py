from fastapi import FastAPI

app = FastAPI()


@app.get("/v1/answers")
def answers():
    return []


@app.delete("/v1/sessions")
def sign_out():
    return None


@app.post("/v1/answers", status_code=201)
def ask():
    return {}
