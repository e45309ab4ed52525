using Tidewaiter.Host.CommandLine;

return await Root.Run(args);
