from fastapi import FastAPI

app = FastAPI()


@app.get("/v1/answers")
def answers():
    return []


@app.delete("/v1/sessions")
def sign_out():
    return None


@app.put("/v1/answers/{answer_id}")
def replace(answer_id: str):
    return {"answer": answer_id}
