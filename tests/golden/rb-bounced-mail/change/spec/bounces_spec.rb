# frozen_string_literal: true

require "circular/bounces"
require "circular/bus"

RSpec.describe Circular::Bounces do
  subject(:bounces) { described_class.new(bus) }

  let(:bus) { Circular::Bus.new.tap { |it| it.subscribe { |name, data| published << [name, data] } } }
  let(:published) { [] }

  def report(*statuses, to: "ana@example.com")
    statuses.each { |status| bounces.take({ to:, status: }) }
  end

  it "suspends an address that bounces" do
    report("5.1.1", "5.1.1", "5.7.1", "5.1.1")
    expect(published).to eq([["address.suspended", { address: "ana@example.com", reason: "5.7.1" }]])
  end

  it "waits for mailboxes that are full" do
    report("5.1.1", "4.2.2", "4.2.2", "4.2.2", "5.1.1")
    expect(published).to be_empty
  end

  it "begins anew once a letter arrives" do
    report("5.1.1", "5.1.1", "2.0.0", "5.1.1", "5.1.1")
    expect(published).to be_empty
  end

  it "does not look at case" do
    report("5.1.1", "5.1.1")
    report("5.1.1", to: "Ana@Example.com")
    expect(published.length).to eq(1)
  end
end
