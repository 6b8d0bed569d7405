<?php

declare(strict_types=1);

namespace Lodge\Http;

/** What somebody sent with a form: trimmed text, where nothing and absence are the same. */
final class Form
{
    /** @param array<string, mixed> $fields */
    public function __construct(private readonly array $fields)
    {
    }

    public function text(string $name): string
    {
        $value = $this->fields[$name] ?? '';

        return is_string($value) ? trim($value) : '';
    }
}
