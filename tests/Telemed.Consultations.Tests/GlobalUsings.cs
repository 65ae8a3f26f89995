global using Decision = Telemed.Kernel.Decision<Telemed.Consultations.ConsultationEvent, Telemed.Consultations.ConsultationRefusal>;
