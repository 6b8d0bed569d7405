<?php

declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

$twig = require __DIR__ . '/../config/twig.php';

echo match (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) {
    '/' => $twig->render('home.html.twig'),
    default => $twig->render('missing.html.twig'),
};
