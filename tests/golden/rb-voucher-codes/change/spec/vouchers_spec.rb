# frozen_string_literal: true

require "shop/vouchers"

RSpec.describe Shop::Vouchers do
  let(:database) { Sequel.sqlite }

  before do
    Sequel.extension :migration
    Sequel::Migrator.run(database, "db/migrations")
  end

  it "draws codes that can be read out" do
    expect(described_class.new(database).issue(2500)).to match(/\A[2-9A-HJ-NP-Z]{10}\z/)
  end

  it "draws again when a code is taken" do
    draws = [*[3] * 20, *[4] * 10].each
    vouchers = described_class.new(database, draw: -> { draws.next })
    expect([vouchers.issue(500), vouchers.issue(20_000)]).to eq(%w[5555555555 6666666666])
  end

  it "finds what is read out" do
    database[:vouchers].insert(code: "ABCDE23456", cents: 1000)
    expect(described_class.new(database).find("abcde-23456 ")).to include(cents: 1000)
  end

  it "refuses other amounts" do
    [499, 20_001].each do |cents|
      expect { described_class.new(database).issue(cents) }.to raise_error(Sequel::ConstraintViolation)
    end
  end
end
