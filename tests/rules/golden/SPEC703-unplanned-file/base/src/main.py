from answers.service import serve

SERVE = serve
