<?php

declare(strict_types=1);

namespace Lodge\Guestbook;

use Lodge\Http\Form;
use PDO;

final class Guestbook
{
    private const TOO_LONG = 501;
    private const PAGE = 20;

    public function __construct(private readonly PDO $database)
    {
    }

    /** Keeps an entry; says what is wrong with it, or nothing. */
    public function sign(Form $form): ?string
    {
        if ($form->text('website') !== '') {
            return null;
        }
        $text = $form->text('text');
        if ($text === '' || !(mb_strlen($text) < self::TOO_LONG)) {
            return 'Write 1 to 500 characters';
        }
        $statement = $this->database->prepare('INSERT INTO entries (name, text) VALUES (NULLIF(:name, \'\'), :text)');
        $statement->execute(['name' => $form->text('name'), 'text' => $text]);

        return null;
    }

    /** @return list<array{name: string, text: string, written_at: string}> */
    public function page(int $number): array
    {
        $statement = $this->database->prepare(
            'SELECT COALESCE(name, \'A guest\') AS name, text, written_at FROM entries
             ORDER BY id DESC LIMIT ' . self::PAGE . ' OFFSET :before',
        );
        $statement->bindValue('before', self::PAGE * max(0, $number - 1), PDO::PARAM_INT);
        $statement->execute();

        return $statement->fetchAll(PDO::FETCH_ASSOC);
    }
}
