# frozen_string_literal: true

Sequel.migration do
  change do
    create_table :vouchers do
      primary_key :id
      String :code, null: false
      Integer :cents, null: false
      constraint(:fair_amount, cents: 500..20_000)
      index :code, unique: true
    end
  end
end
