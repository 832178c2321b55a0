return await Plumbline.Verbs.Run(args, new());
