def keep(record, path):
    with open(path, "w", encoding="utf-8") as file:
        file.write(record + "\n")
