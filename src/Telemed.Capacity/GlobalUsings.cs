global using ScheduleDecision = Telemed.Kernel.Decision<Telemed.Capacity.ScheduleEvent, Telemed.Capacity.ScheduleRefusal>;
global using WardDecision = Telemed.Kernel.Decision<Telemed.Capacity.WardEvent, Telemed.Capacity.WardRefusal>;
global using RosterDecision = Telemed.Kernel.Decision<Telemed.Capacity.RosterEvent, Telemed.Capacity.RosterRefusal>;
