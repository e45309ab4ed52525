using Tidewaiter.Bench;

return await Benches.Run(args);
