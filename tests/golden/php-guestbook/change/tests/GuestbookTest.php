<?php

declare(strict_types=1);

namespace Lodge\Tests;

use Lodge\Guestbook\Guestbook;
use Lodge\Http\Form;
use PDO;
use PHPUnit\Framework\TestCase;

final class GuestbookTest extends TestCase
{
    private Guestbook $book;

    protected function setUp(): void
    {
        $database = new PDO('sqlite::memory:');
        $database->exec((string) file_get_contents(__DIR__ . '/../migrations/004_entries.sql'));
        $this->book = new Guestbook($database);
    }

    public function testTheNewestComesFirst(): void
    {
        foreach (range(1, 21) as $number) {
            self::assertNull($this->book->sign(new Form(['name' => 'Ana', 'text' => "Day {$number}"])));
        }
        self::assertSame('Day 21', $this->book->page(1)[0]['text']);
        self::assertSame(['Day 1'], array_column($this->book->page(2), 'text'));
    }

    public function testGuestsNeedNoName(): void
    {
        $this->book->sign(new Form(['text' => 'Lovely']));
        self::assertSame('A guest', $this->book->page(1)[0]['name']);
    }

    public function testTextsHaveALength(): void
    {
        self::assertNull($this->book->sign(new Form(['text' => str_repeat('ö', 500)])));
        self::assertNotNull($this->book->sign(new Form(['text' => str_repeat('ö', 501)])));
        self::assertNotNull($this->book->sign(new Form(['text' => '  '])));
    }

    public function testMachinesAreNotTold(): void
    {
        self::assertNull($this->book->sign(new Form(['text' => 'Buy now', 'website' => 'https://example.com'])));
        self::assertSame([], $this->book->page(1));
    }
}
