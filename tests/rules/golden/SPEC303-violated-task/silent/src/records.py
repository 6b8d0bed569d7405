def keep(record, path):
    with open(path, "a", encoding="utf-8") as file:
        file.write(record + "\n")
