<?php

declare(strict_types=1);

use Lodge\Guestbook\Guestbook;
use Lodge\Guestbook\GuestbookPage;

require __DIR__ . '/../vendor/autoload.php';

$twig = require __DIR__ . '/../config/twig.php';
$book = new Guestbook(new PDO(getenv('LODGE_DATABASE') ?: 'sqlite:/var/lib/lodge/lodge.db'));

echo match (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) {
    '/' => $twig->render('home.html.twig'),
    '/guestbook' => (new GuestbookPage($book, $twig))->answer($_SERVER['REQUEST_METHOD'], $_POST, (int) ($_GET['page'] ?? 1)),
    default => $twig->render('missing.html.twig'),
};
