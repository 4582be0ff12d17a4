home-title = Votre avis compte ici
home-lead = Choisissez un sujet et donnez votre avis. C’est court, et sans compte.
home-until = Ouvert jusqu’au { $date }
home-from = À partir du { $date }
home-nothing-open = Rien n’est ouvert en ce moment. Revenez bientôt.
home-my-receipt = Voir mon suivi
home-coming = Bientôt
home-over = Terminé
