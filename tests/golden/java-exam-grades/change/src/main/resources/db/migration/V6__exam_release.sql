ALTER TABLE exam ADD COLUMN released_at timestamptz;
