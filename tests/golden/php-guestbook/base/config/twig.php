<?php

declare(strict_types=1);

use Twig\Environment;
use Twig\Loader\FilesystemLoader;

// Whatever a template shows is escaped for HTML, unless it says `raw`.
return new Environment(new FilesystemLoader(__DIR__ . '/../templates'), ['autoescape' => 'html', 'strict_variables' => true]);
