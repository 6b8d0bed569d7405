using Packing;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.Configure<LabelOptions>(builder.Configuration.GetSection("Labels"));
builder.Services.AddSingleton<IPrinter, UsbPrinter>();
builder.Services.AddSingleton<LabelQueue>();
builder.Services.AddHostedService<LabelFeeder>();
builder.Build().Run();
