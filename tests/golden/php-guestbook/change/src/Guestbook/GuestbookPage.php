<?php

declare(strict_types=1);

namespace Lodge\Guestbook;

use Lodge\Http\Form;
use Twig\Environment;

final class GuestbookPage
{
    public function __construct(private readonly Guestbook $book, private readonly Environment $twig)
    {
    }

    /** @param array<string, mixed> $sent */
    public function answer(string $method, array $sent, int $page): string
    {
        $wrong = $method === 'POST' ? $this->book->sign(new Form($sent)) : null;

        return $this->twig->render('guestbook.html.twig', ['entries' => $this->book->page($page), 'wrong' => $wrong]);
    }
}
