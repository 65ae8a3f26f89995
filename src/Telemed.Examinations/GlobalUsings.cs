global using Decision = Telemed.Kernel.Decision<Telemed.Examinations.ResultEvent, Telemed.Examinations.ResultRefusal>;
global using Outcome = Telemed.Kernel.Outcome<Telemed.Examinations.ResultState, Telemed.Examinations.ResultRefusal>;
