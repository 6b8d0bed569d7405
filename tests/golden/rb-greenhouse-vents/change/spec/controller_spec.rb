# frozen_string_literal: true

require "glasshouse/controller"
require "glasshouse/vent"

RSpec.describe Glasshouse::Controller do
  subject(:controller) { described_class.new(Glasshouse::Vent.new(motor)) }

  let(:motor) { instance_double("Motor", order: nil) }

  it "opens when it is hot, once" do
    [265, 270].each { |tenths| controller.measured(tenths) }
    expect(motor).to have_received(:order).with(:open).once
  end

  it "closes when it is cool" do
    [280, 239].each { |tenths| controller.measured(tenths) }
    expect(motor).to have_received(:order).with(:closed).once
  end

  it "leaves the vent alone in between" do
    [264, nil, 240].each { |tenths| controller.measured(tenths) }
    expect(motor).not_to have_received(:order)
  end
end
