namespace Packing;

public sealed class LabelFeeder(LabelQueue queue, IPrinter printer, ILogger<LabelFeeder> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        await foreach (var label in queue.All(stop))
        {
            try
            {
                await printer.Print(label);
            }
            catch (Exception error)
            {
                log.LogError(error, "A label was not printed");
            }
        }
    }
}
