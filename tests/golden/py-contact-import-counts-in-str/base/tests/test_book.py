from rolodex.book import Book, Contact


def test_a_contact_is_found_regardless_of_case(tmp_path):
    book = Book(tmp_path / "book.json")
    book.put(Contact("Ana@example.com", "Ana"))
    assert book.find("ana@EXAMPLE.com") == Contact("Ana@example.com", "Ana")


def test_a_saved_book_is_read_again(tmp_path):
    book = Book(tmp_path / "book.json")
    book.put(Contact("ana@example.com"))
    book.save()
    assert len(Book(tmp_path / "book.json")) == 1
